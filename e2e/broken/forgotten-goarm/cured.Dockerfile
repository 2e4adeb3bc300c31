FROM --platform=$BUILDPLATFORM golang:alpine AS build
WORKDIR /src
COPY go.mod main.go ./
ARG TARGETARCH TARGETVARIANT
RUN CGO_ENABLED=0 GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} go build -o /hello .

FROM scratch
COPY --from=build /hello /hello
ENTRYPOINT ["/hello"]

FROM --platform=$BUILDPLATFORM golang:alpine AS build
WORKDIR /src
COPY go.mod main.go ./
ARG TARGETARCH
RUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /hello .

FROM scratch
COPY --from=build /hello /hello
ENTRYPOINT ["/hello"]

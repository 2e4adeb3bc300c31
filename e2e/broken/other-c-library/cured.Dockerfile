FROM --platform=$BUILDPLATFORM golang:alpine AS build
WORKDIR /src
COPY go.mod main.go ./
ARG TARGETARCH
RUN GOARCH=$TARGETARCH go build -o /hello .

FROM alpine
COPY --from=build /hello /usr/local/bin/hello
ENTRYPOINT ["hello"]

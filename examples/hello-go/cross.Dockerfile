# The same image, cross-compiled: the build stage runs on the builder's own platform, once for each target,
# and nothing runs under QEMU.
FROM --platform=$BUILDPLATFORM golang:alpine AS build
WORKDIR /src
COPY . .
ARG TARGETOS TARGETARCH TARGETVARIANT
# TARGETVARIANT is v7 for linux/arm/v7; Go wants 7. For other architectures it is empty and GOARM is not read.
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} go build -o /hello .

FROM alpine
COPY --from=build /hello /usr/local/bin/hello
ENTRYPOINT ["hello"]

FROM alpine
ARG TARGETARCH
COPY --chmod=755 bin/app-${TARGETARCH} /usr/local/bin/app
ENTRYPOINT ["app"]

FROM alpine
ARG RELEASES
ARG TARGETARCH
ADD --chmod=755 ${RELEASES}/app-linux-${TARGETARCH} /usr/local/bin/app
ENTRYPOINT ["app"]

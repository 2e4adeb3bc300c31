FROM alpine
ARG TARGETARCH
COPY vendor/${TARGETARCH}/libcodec.so.1 /usr/lib/libcodec.so.1
CMD ["sh", "-c", "echo ready"]

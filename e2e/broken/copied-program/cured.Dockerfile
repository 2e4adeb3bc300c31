FROM busybox AS tools

FROM alpine
COPY --from=tools /bin/busybox /usr/local/bin/busybox
CMD ["busybox", "echo", "ready"]

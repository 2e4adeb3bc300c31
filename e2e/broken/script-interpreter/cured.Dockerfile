FROM busybox AS runtime

FROM scratch
COPY --from=runtime /bin/busybox /opt/runtime/ash
COPY --chmod=755 entrypoint.ash /entrypoint
ENTRYPOINT ["/entrypoint"]

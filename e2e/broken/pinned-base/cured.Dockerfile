ARG PINNED=sha256:4eb6f2a1c7d3a4b5968778695a4b3c2d1e0f9e8d7c6b5a493827160f5e4d3c2b
FROM busybox@${PINNED}
COPY app.sh /usr/local/bin/app
ENTRYPOINT ["sh", "/usr/local/bin/app"]

FROM alpine
COPY app.sh /
ENTRYPOINT ["sh", "/app.sh"]

# The jar is built and tested first: ./mvnw -q -B package, then docker build -t domo-stream-loader . See docs/image.md.
FROM eclipse-temurin:25.0.3_9-jre-noble AS extracted
COPY src/main/image /image
COPY target/domo-stream-loader.jar /
RUN /image/image.sh extract /domo-stream-loader.jar /app

FROM eclipse-temurin:25.0.3_9-jre-noble
LABEL org.opencontainers.image.title="domo-stream-loader" \
      org.opencontainers.image.description="Loads a table of a source database into a Domo DataSet: every row, exactly once." \
      org.opencontainers.image.licenses="Apache-2.0"
# Settings are read from /app/config; nothing but /tmp is ever written.
WORKDIR /app
COPY --from=extracted /app/lib lib/
COPY --from=extracted /app/domo-stream-loader.jar /app/java.options ./
# Here and not in the stage above, since the cache fits these very files and this very JVM.
RUN --mount=type=bind,source=src/main/image,target=/image /image/image.sh train /app
# Defaults that can be set otherwise, as options of the command line can't. Below /app no report could be left.
ENV JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=60 \
    REPORT_DIRECTORY=/tmp/reports
# By number, so that runAsNonRoot can be checked.
USER 10001:10001
# No shell in between: SIGTERM must reach the JVM, which then stops between two parts with exit code 9.
ENTRYPOINT ["java", "@java.options", "@cache.options", "io.domostream.loader.command.DomoStreamLoader"]

# The jar is built first: ./mvnw -q -B package, then docker build -t domo-stream-loader .
FROM eclipse-temurin:17-jre AS layers
WORKDIR /layers
COPY target/domo-stream-loader.jar domo-stream-loader.jar
RUN java -Djarmode=tools -jar domo-stream-loader.jar extract --layers --destination extracted

FROM eclipse-temurin:17-jre
# Settings are read from /app/config; nothing but /tmp is ever written.
WORKDIR /app
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
# By number, so that runAsNonRoot can be checked.
USER 10001:10001
# The work is done in PostgreSQL and in native code: the second compiler would take more time than it gives.
# No shell in between: SIGTERM must reach the JVM, which then stops between two parts with exit code 9.
ENTRYPOINT ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", "domo-stream-loader.jar"]

#!/bin/sh
# Makes of the jar what the image holds. The Dockerfile and a test run the same steps:
#   image.sh extract JAR DIR   the jar beside its libraries, since the JVM caches no classes of a jar in a jar
#   image.sh train DIR         the start cache, by a start that needs no database and no Domo
#   image.sh measure DIR       seconds that a start takes with the cache and without, least and median of ten
# DIR is /app in the image. The cache fits the JVM that made it, and files of that place, size and time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.specification.version = //p')
settings=--spring.config.additional-location=file:$here/training/

extract() {
    "$java" -Djarmode=tools -jar "$1" extract --destination "$2" --force
    cp "$here/java.options" "$2/java.options"
}

train() {
    cd "$1"
    if [ "$version" -ge 25 ]; then
        make=-XX:AOTCacheOutput=domo-stream-loader.cache use=-XX:AOTCache=domo-stream-loader.cache
    else
        echo "Java $version: an archive of classes instead of an AOT cache, which needs 25; it saves less"
        make=-XX:ArchiveClassesAtExit=domo-stream-loader.cache use=-XX:SharedArchiveFile=domo-stream-loader.cache
    fi
    rm -f domo-stream-loader.cache
    scratch=$(mktemp -d)
    # It names each of the classes that can't be cached, such as those of proxies.
    "$java" @java.options "$make" -Xlog:all=error:stderr -XX:-UsePerfData -Djava.io.tmpdir="$scratch" \
        io.domostream.loader.command.Training "$settings" > "$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }
    rm -r "$scratch"
    test -s domo-stream-loader.cache
    echo "$use" > cache.options
}

measure() {
    cd "$1"
    echo "rehearse, Java $version, seconds: least, median"
    echo "without the cache: $(ten)"
    echo "with the cache:    $(ten @cache.options)"
}

ten() {
    for i in 1 2 3 4 5 6 7 8 9 10; do
        begun=$(date +%s%N)
        "$java" @java.options "$@" io.domostream.loader.command.DomoStreamLoader rehearse orders "$settings" > /dev/null 2>&1
        echo $((($(date +%s%N) - begun) / 10000000))
    done | sort -n | awk '{ t[NR] = $1 / 100 } END { printf "%.2f, %.2f", t[1], (t[5] + t[6]) / 2 }'
}

case "${1-}" in
    extract | train | measure) "$@" ;;
    *) sed -n 's/^# *\(image.sh\)/\1/p' "$0" >&2; exit 2 ;;
esac

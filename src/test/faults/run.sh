#!/usr/bin/env bash
# Plants each fault of this folder in a copy of the project, one at a time, and runs the one test that must catch it.
#
#   src/test/faults/run.sh            all faults, some ten minutes
#   src/test/faults/run.sh NAME…      those alone
#
# A fault is a patch whose first lines say what is wrong (Fault:) and which test notices (Test: class#method). Prints a
# table, and ends with 1 if a fault is missed or no longer applies, or if one of the tests fails without it. MVN names
# another Maven or options for it, such as MVN="mvn -o".
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../../.." && pwd)
read -ra mvn <<<"${MVN:-./mvnw}"
patience=180
# Each run is over before the second compiler would pay.
quick=-XX:TieredStopAtLevel=1

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cd "$project"
# Also what is not committed yet.
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
  if [[ -e $file ]]; then printf '%s\0' "$file"; fi
done | tar --null -T - -cf - | tar -C "$copy" -xf -
cd "$copy"

if (($#)); then
  patches=("${@/#/$here/}")
  patches=("${patches[@]/%/.patch}")
else
  patches=("$here"/*.patch)
fi

said() { sed -n "s/^$1: //p;/^---/q" "$2"; }

"${mvn[@]}" -B -q -Pmutation -Dspotless.check.skip test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test >build.log 2>&1 || { cat build.log; exit 1; }
cp -a target/classes target/unharmed
classes=target/test-classes:target/classes:$(cat target/classpath)
javac -J"$quick" -cp "$classes" -d target/test-classes "$here/Tests.java"

# What the tests came to, in a word.
tests() {
  local code=0
  timeout "$patience" java "$quick" -cp "$classes" Tests "$@" >target/test.log 2>&1 || code=$?
  case $code in
  0) echo passed ;;
  1) echo failed ;;
  124) echo hung ;;
  *) echo 'not run' ;;
  esac
}

# A test that fails anyway catches nothing.
mapfile -t all < <(for patch in "${patches[@]}"; do said Test "$patch"; done | sort -u)
patience=900
without=$(tests "${all[@]}")
patience=180
if [[ $without != passed ]]; then
  cat target/test.log
  echo "without any fault: $without"
  exit 1
fi

missed=0
printf '%-40s %-8s %4s  %s\n' fault '' s 'test that must catch it'
for patch in "${patches[@]}"; do
  name=$(basename "$patch" .patch)
  begun=$SECONDS
  if ! git apply "$patch" 2>target/apply.log; then
    result='NO PATCH'
  else
    # By javac alone: what the build's own checks would say of a fault is not the question.
    git apply --numstat "$patch" | cut -f3 >target/harmed
    if ! javac -J"$quick" --release 17 -parameters -g -proc:none -nowarn -cp "$classes" -d target/classes \
      @target/harmed >target/javac.log 2>&1; then
      result='NO CODE'
    else
      case $(tests "$(said Test "$patch")") in
      failed | hung) result=caught ;;
      passed) result=MISSED ;;
      *) result='NO TEST' ;;
      esac
    fi
    git apply -R "$patch"
    rm -rf target/classes
    cp -a target/unharmed target/classes
  fi
  [[ $result == caught ]] || missed=$((missed + 1))
  printf '%-40s %-8s %4d  %s\n' "$name" "$result" $((SECONDS - begun)) "$(said Test "$patch" | sed 's/.*\.loader\.//')"
done
printf '%d faults, %d not caught\n' "${#patches[@]}" "$missed"
((missed == 0))

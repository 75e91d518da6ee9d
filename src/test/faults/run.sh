#!/usr/bin/env bash
# Plants each fault of this folder in a copy of the project, one at a time, and runs the one test that must catch it.
#
#   src/test/faults/run.sh            all faults
#   src/test/faults/run.sh NAME…      those alone
#
# A fault is a patch whose first lines say what is wrong (Fault:) and which test notices (Test: class#method). Prints a
# table, and ends with 1 if a fault is missed, no longer applies, or its test fails without it. MVN names another Maven
# or options for it, such as MVN="mvn -o".
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../../.." && pwd)
# Each run is over before the second compiler would pay.
export MAVEN_OPTS=${MAVEN_OPTS--XX:TieredStopAtLevel=1}
read -ra mvn <<<"${MVN:-./mvnw}"
patience=180

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

# What a test run came to: passed, failed, hung, or nothing at all.
tests() {
  local code=0
  timeout "$patience" "${mvn[@]}" -B surefire:test "-Dtest=$1" >target/test.log 2>&1 || code=$?
  if ((code == 0)); then
    echo passed
  elif ((code == 124)); then
    echo hung
  elif grep -q 'ERROR.* Tests run: [1-9]' target/test.log; then
    echo failed
  else
    echo 'did not run'
  fi
}

"${mvn[@]}" -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test >build.log 2>&1 ||
  { cat build.log; exit 1; }
cp -a target/classes target/unharmed

# A test that fails anyway catches nothing.
all=$(for patch in "${patches[@]}"; do said Test "$patch"; done | sort -u | paste -sd,)
without=$(tests "$all")
if [[ $without != passed ]]; then
  cat target/test.log
  echo "without any fault the tests $without"
  exit 1
fi

missed=0
printf '%-40s %-9s %5s  %s\n' fault '' s 'test that must catch it'
for patch in "${patches[@]}"; do
  name=$(basename "$patch" .patch)
  begun=$SECONDS
  if ! git apply "$patch" 2>target/apply.log; then
    result='NO PATCH'
  else
    # By javac alone: what the build's own checks would say of a fault is not the question.
    git apply --numstat "$patch" | cut -f3 >target/harmed
    if ! javac -J-XX:TieredStopAtLevel=1 --release 17 -parameters -g -proc:none -nowarn -cp "target/classes:$(cat target/classpath)" -d target/classes @target/harmed >target/javac.log 2>&1; then
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
  printf '%-40s %-9s %5d  %s\n' "$name" "$result" $((SECONDS - begun)) "$(said Test "$patch" | sed 's/.*loader\.//')"
done
printf '%d faults, %d not caught\n' "${#patches[@]}" "$missed"
((missed == 0))

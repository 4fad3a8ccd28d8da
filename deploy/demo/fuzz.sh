# shellcheck shell=bash
# ./touchstone fuzz, and check's turn of it. Read by ../../touchstone, not run.

FUZZ=$ROOT/target/fuzz                   # one folder a target: its log, the inputs worth keeping, what it failed on
PARALLEL=2                               # targets at a time

fuzz() {
  local seconds=60
  while [[ ${1-} == --* ]]; do
    case $1 in
      --seconds) seconds=$(whole "$1" "${2-}") || exit ;;
      --minutes) seconds=$(($(whole "$1" "${2-}") * 60)) || exit ;;
      *) die "fuzz has no option $1: see ./touchstone --help" ;;
    esac
    shift 2
  done
  use_jdk
  fuzz_each "$seconds" "${1-}"
}

# whole OPTION VALUE: the value, if it is a number that makes sense.
whole() {
  [[ $2 =~ ^[1-9][0-9]{0,5}$ ]] || die "$1 needs a whole number, not '$2'"
  echo "$2"
}

# fuzz_each SECONDS NAME [PARTS PART]: every fuzz target whose class contains NAME, that long each; of PARTS equal parts
# of them one only.
fuzz_each() {
  local targets target pid failed='' running=()
  mapfile -t targets < <(fuzz_targets | grep -E "/[^/:]*${2//[^A-Za-z0-9]/}[^/:]*\.java:" |
    awk -v parts="${3-1}" -v part="${4-0}" 'NR % parts == part')
  ((${#targets[@]})) || die "there is no fuzz test named like $2"
  fuzz_build "${targets[@]}"
  say "Fuzzing ${#targets[@]} targets for $1 s each, $PARALLEL at a time"
  for target in "${targets[@]}"; do
    if ((${#running[@]} == PARALLEL)); then
      join "${running[0]}" || failed=1
      running=("${running[@]:1}")
    fi
    fuzz_one "$1" "$target" &
    CHILDREN[$!]=1 running+=($!)
  done
  for pid in "${running[@]}"; do join "$pid" || failed=1; done
  [[ ! $failed ]] || exit 1 # which one has said why
}

# fuzz_targets: lines module/…/Class.java:method.
fuzz_targets() {
  (cd "$ROOT" && { grep -rsA2 '@FuzzTest' --include='*FuzzTest.java' "${MODULES[@]/%//src/test}" || true; }) |
    sed -nE 's/^(.*FuzzTest\.java)-.* void (\w+)\(.*/\1:\2/p' | sort
}

# fuzz_build TARGET...: the tests of their modules, and the class paths to run them with; offline if that will do.
fuzz_build() {
  local modules options log
  modules=$(printf '%s\n' "${@%%/*}" | sort -u | paste -sd,)
  options=(-q -pl "$modules" -am test-compile dependency:build-classpath -Denforcer.skip -Dcyclonedx.skip -Dmdep.outputFile=target/test.classpath)
  say "Building the tests of ${modules//,/, }"
  log=$(mktemp)
  if ! maven -o "${options[@]}" >"$log" 2>&1; then
    grep -q 'offline mode' "$log" || build_failed "$log"
    maven "${options[@]}" >"$log" 2>&1 || build_failed "$log"
  fi
  rm "$log"
}

# fuzz_one SECONDS TARGET: by Jazzer's own runner, which keeps to the time it is given. An input may take ten seconds and
# a gigabyte. SEED, where it is set, makes inputs come in the same order; 0 is another order each time.
fuzz_one() {
  local source method module path name folder status=0 options=()
  IFS=: read -r source method <<<"$2"
  module=${source%%/*} path=${source##*src/test/java/} path=${path%.java}
  name=${path##*/}.$method folder=$FUZZ/${path##*/}.$method
  mkdir -p "$folder/corpus"
  (($1 >= 60)) || options=(-XX:TieredStopAtLevel=1)
  run env -C "$folder" nice java --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
    -XX:+EnableDynamicAgentLoading -XX:+UseSerialGC -Xmx1g "${options[@]}" \
    -cp "$ROOT/$module/target/test-classes:$ROOT/$module/target/classes:$(<"$ROOT/$module/target/test.classpath")" \
    com.code_intelligence.jazzer.Jazzer --target_class="${path//\//.}" --target_method="$method" \
    --reproducer_path="$folder" -max_total_time="$1" "-seed=${SEED-0}" -timeout=10 -print_final_stats=1 -artifact_prefix="$folder/" \
    corpus >"$folder/log" 2>&1 || status=$?
  ((status == 0)) || fuzz_failed "$name" "$folder"
  say "$(printf '%-56s %9d inputs' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/log")")"
}

# fuzz_failed NAME FOLDER: one sentence, and where to look.
fuzz_failed() {
  local why input
  why=$(sed -nE 's/^(== Java Exception: |.*ERROR: libFuzzer: )//p' "$2/log" | head -n 1)
  input=$(sed -nE 's/.*Test unit written to (.*)$/\1/p' "$2/log" | tail -n 1)
  die "$1 failed: ${why:-see $2/log}; the input is ${input:-not known}"
}

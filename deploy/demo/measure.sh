# shellcheck shell=bash
# ./touchstone bench and fuzz. Read by ../../touchstone, not run.

# --- benchmarks ------------------------------------------------------------------------

bench() {
  local results
  need jq
  use_jdk
  say "Building the benchmarks"
  maven -q -Pbench -pl core -am test-compile
  results=$ROOT/core/target/benchmarks.json
  say "Running them; other work on this machine spoils the figures"
  run java -cp "$ROOT/core/target/test-classes:$ROOT/core/target/classes:$(<"$ROOT/core/target/bench.classpath")" \
    --enable-native-access=ALL-UNNAMED org.openjdk.jmh.Main -rf json -rff "$results" "$@"
  ratios "$results"
  peer "$ROOT/../shared/vectors/linux/uefi/keylime-secureboot-vendordb.bin"
}

# peer LOG: what the usual tool takes for the log of LogBenchmark, as a process; for the recorded golden boot without it.
peer() {
  local log=$1 started times=()
  [[ -f $log ]] || log=$ROOT/deploy/lab/boots/golden/firmware.log
  command -v tpm2_eventlog >/dev/null || return 0
  for _ in {1..21}; do
    started=$(date +%s%N)
    tpm2_eventlog "$log" >/dev/null 2>&1 || true
    times+=($((($(date +%s%N) - started) / 1000)))
  done
  printf '%-34s %-9s %12s\n' "tpm2_eventlog ${log##*/}" process \
    "$(printf '%s\n' "${times[@]}" | sort -n | sed -n 11p) us"
}

# ratios RESULTS: medians, and how many times the baseline of the same provider each is: the bare digests of its class, else
# the bare signature check.
ratios() {
  printf '\n%s%-34s %-9s %12s %8s%s\n' "$BOLD" BENCHMARK PROVIDER MEDIAN RATIO "$PLAIN"
  jq -r '
    def median: .primaryMetric | .scorePercentiles["50.0"] // .score;
    def provider: .params.provider // "";
    def name: .benchmark | split(".")[-2:] | join(".");
    (map(select(.benchmark | endswith(".bareSignatureCheck")) | {key: provider, value: median}) | from_entries) as $bare |
    def class: .benchmark | split(".")[-2];
    (map(select(.benchmark | endswith(".bareDigests")) | {key: (class + provider), value: median}) | from_entries) as $digests |
    .[] | ($digests[class + provider] // $bare[provider] // $bare.accp // $bare[""]) as $base |
    [name, provider, (median * 100 | round / 100 | tostring) + " " + (.primaryMetric.scoreUnit | rtrimstr("/op")),
     if $base then (median / $base * 100 | round / 100 | tostring) else "-" end] | @tsv' "$1" |
    while IFS=$'\t' read -r name provider median ratio; do
      printf '%-34s %-9s %12s %8s\n' "$name" "$provider" "$median" "$ratio"
    done
}

# --- fuzzing ---------------------------------------------------------------------------

fuzz() {
  local minutes=1
  if [[ ${1-} == --minutes ]]; then minutes=${2:?--minutes needs a number}; shift 2; fi
  [[ $minutes =~ ^[1-9][0-9]*$ ]] || die "--minutes needs a whole number, not $minutes"
  use_jdk
  fuzz_each "$minutes" "${1-}"
}

# fuzz_each MINUTES NAME: every fuzz test whose class contains NAME, that long each.
fuzz_each() {
  local tests modules module source method class
  mapfile -t tests < <(fuzz_tests | grep -E "/[^/:]*$2[^/:]*\.java:")
  ((${#tests[@]})) || die "there is no fuzz test named like $2"
  modules=$(printf '%s\n' "${tests[@]%%/*}" | sort -u | paste -sd,)
  say "Building the tests of ${modules//,/, }"
  maven -q -pl "$modules" -am test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
  for source in "${tests[@]}"; do
    IFS=: read -r source method <<<"$source"
    module=${source%%/*} class=${source##*src/test/java/} class=${class%.java}
    fuzz_one "$module" "$class" "$method" "$1"
  done
}

# fuzz_tests: lines module/…/Class.java:method.
fuzz_tests() {
  cd "$ROOT" && { grep -rsA2 '@FuzzTest' --include='*FuzzTest.java' "${MODULES[@]/%//src/test}" || true; } |
    sed -nE 's/^(.*FuzzTest\.java)-.* void (\w+)\(.*/\1:\2/p' | sort
}

# fuzz_one MODULE PATH/OF/CLASS METHOD MINUTES: by Jazzer's own runner, which keeps to the time it is given.
fuzz_one() {
  local class=${2//\//.} corpus=$ROOT/.cifuzz-corpus/${2##*/}/$3 seeds=$ROOT/$1/src/test/resources/$2Inputs
  local classes=$ROOT/$1/target/test-classes:$ROOT/$1/target/classes
  say "Fuzzing $class.$3 for $4 min"
  mkdir -p "$corpus"
  if [[ ! -d $seeds ]]; then seeds=; fi
  run env -C "$ROOT" java --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
    -XX:+EnableDynamicAgentLoading -cp "$classes:$(<"$ROOT/$1/target/test.classpath")" \
    com.code_intelligence.jazzer.Jazzer --target_class="$class" --target_method="$3" \
    -max_total_time=$(($4 * 60)) -print_final_stats=1 -artifact_prefix="$corpus-" "$corpus" ${seeds:+"$seeds"} \
    >"$corpus.log" 2>&1 ||
    die "$class.$3 failed, see $corpus.log: $(grep -m 1 -A 3 -E '^==.*(Exception|ERROR)' "$corpus.log" || true)"
  say "  $(sed -n 's/^stat::number_of_executed_units: *//p' "$corpus.log") inputs, no finding"
}

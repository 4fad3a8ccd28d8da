# shellcheck shell=bash
# ./touchstone bench. Read by ../../touchstone, not run.

# --- benchmarks ------------------------------------------------------------------------

bench() {
  local results
  case ${1-} in
    admission) bench_server AdmissionBench "${@:2}"; return ;;
    pages) bench_server PagesBench "${@:2}"; return ;;
  esac
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

# bench_server CLASS [HOSTS]: decisions or pages over HTTP from a server of its own, beside a request that does nothing.
bench_server() {
  use_jdk
  fuzz_build server/
  say "Asking; other work on this machine spoils the figures (load $(cut -d' ' -f1-3 /proc/loadavg))"
  run env -C "$ROOT/server" java --enable-native-access=ALL-UNNAMED -cp \
    "$ROOT/server/target/test-classes:$ROOT/server/target/classes:$(<"$ROOT/server/target/test.classpath")" \
    "dev.touchstone.server.$1" "${@:2}"
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

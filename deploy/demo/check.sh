# shellcheck shell=bash
# ./touchstone check. Read by ../../touchstone, not run.

MODULES=(core db server client-agent)

check() {
  local integration='' stamp
  while (($#)); do
    case $1 in
      --integration) integration=1 ;;
      -h | --help) usage; return ;;
      *) die "check has no option $1: see ./touchstone --help" ;;
    esac
    shift
  done
  say "Checking everything"
  need swtpm swtpm-tools tpm2-tools libtss2-tcti-swtpm0 tpm2-openssl tpm2-abrmd libtss2-tcti-tabrmd0 dbus-daemon
  need jq curl openssl chromium shellcheck nginx-light freeradius freeradius-rest eapoltest \
    haproxy apache2 libapache2-mod-auth-openidc python3 python3-jwt python3-cryptography
  use_jdk
  check_scripts
  check_alerts
  say "Building from scratch with all gates, running all tests"
  stamp=$(mktemp)
  maven clean verify
  count_tests
  built target "$stamp"
  SEED=1 fuzz_each 2 '' 4 "$(turn 4)" # the same inputs for the same code: what fails, fails again
  "$ROOT/touchstone" demo --once &
  CHILDREN[$!]=1
  join $! || die "the demo is not what it should be"
  check_reproducible
  if [[ $integration ]]; then
    need docker.io busybox-static
    say "Testing against PostgreSQL in a container"
    run "$ROOT/deploy/postgres-image/prove"
  fi
  say "${GREEN}All is well${PLAIN}: $TESTS tests passed, $INTEGRATION_TESTS of them with a database, TPM, browser or" \
    "process; $SKIPPED skipped for want of the shared vectors; the demo is as it should be, the jars are reproducible"
}

check_scripts() {
  say "Shell scripts"
  local scripts
  mapfile -t scripts < <(cd "$ROOT" && grep -rlE '^#!/(usr/bin/env (ba)?sh|bin/(ba)?sh)' touchstone .ci deploy --exclude-dir=build)
  (cd "$ROOT" && shellcheck -x "${scripts[@]}") || die "shellcheck has objections"
}

# turn PARTS: which of them it is this commit's turn to be; the tests run all of them on the inputs that are kept.
turn() { echo $(($(git -C "$ROOT" rev-list --count HEAD 2>/dev/null || echo 0) % $1)); }

# check_alerts: what Prometheus thinks of the alert rules. Its package is only unpacked: installed, it starts a server.
check_alerts() {
  local rules promtool cache=${XDG_CACHE_HOME:-$HOME/.cache}/touchstone/prometheus
  say "Alert rules"
  promtool=$(command -v promtool || echo "$cache/usr/bin/promtool")
  if [[ ! -x $promtool ]]; then
    WORK=$(mktemp -d)
    (cd "$WORK" && run apt-get -qq download prometheus) || die "there is no promtool, and apt-get cannot fetch it"
    mkdir -p "$cache"
    dpkg-deb -x "$WORK"/prometheus_*.deb "$cache"
    rm -rf "$WORK"
    WORK=
  fi
  for rules in check:touchstone.rules.yml test:touchstone.rules.test.yml; do
    run env -C "$ROOT/deploy/prometheus" "$promtool" "${rules%%:*}" rules "${rules#*:}" >/dev/null ||
      die "promtool has objections"
  done
}

# --- tests: that all ran, and how many ---------------------------------------------

# test_cases FILE...: outcome, class and message of every test case, separated by tabs. The class is in the file's name:
# inside stand display names.
test_cases() {
  awk '
    function attribute(name) {
      if (!match($0, "[ <]" name "=\"[^\"]*\"")) return ""
      return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
    }
    function flush() { if (open) print outcome "\t" class "\t" message; open = 0 }
    FNR == 1                            {flush(); class = FILENAME; gsub(/.*TEST-|\.xml$/, "", class)}
    /<testcase /                        {flush(); open = 1; outcome = "passed"; message = ""}
    /<skipped/                          {outcome = "skipped"; message = attribute("message")}
    /<\/testcase>|<testcase [^>]*\/>/   {flush()}' "$@"
}

# integration_tests: the classes whose tests need a database, a TPM, a browser or a process.
integration_tests() {
  (cd "$ROOT" && find "${MODULES[@]}" -path '*/src/test/java/*IT.java') | while read -r source; do
    if ! grep -qE 'abstract class|@Tag\("container"\)' "$ROOT/$source"; then
      source=${source##*src/test/java/} source=${source%.java}
      echo "${source//\//.}"
    fi
  done
}

# count_tests: fails unless every integration test class ran, and nothing was skipped but for the shared vectors.
count_tests() {
  local module class reports=() cases skipped
  for module in "${MODULES[@]}"; do
    mapfile -t -O "${#reports[@]}" reports < <(compgen -G "$ROOT/$module/target/*-reports/TEST-*.xml")
  done
  ((${#reports[@]})) || die "no test has left a report"
  cases=$(test_cases "${reports[@]}")
  while read -r class; do
    grep -qE $'^passed\t'"${class//./\\.}"$'[$\t]' <<<"$cases" || die "no test of $class has run"
  done < <(integration_tests)
  skipped=$(awk -F '\t' '$1 == "skipped" && ($2 ~ /IT(\$|$)/ || $3 !~ /vectors/)' <<<"$cases")
  [[ ! $skipped ]] || die "tests were skipped:"$'\n'"$skipped"
  TESTS=$(grep -c $'^passed\t' <<<"$cases" || true)
  INTEGRATION_TESTS=$(grep -cE $'^passed\t[^\t]*IT[$\t]' <<<"$cases" || true)
  SKIPPED=$(grep -c $'^skipped\t' <<<"$cases" || true)
  say "$TESTS tests passed, $SKIPPED skipped"
}

# --- jars: the same bytes wherever they are built ------------------------------------

# What was checked just now must come out the same in a folder of another name.
check_reproducible() {
  local jar count=0
  WORK=$(mktemp -d)
  say "Building all jars again in a folder elsewhere"
  tar -C "$ROOT" --exclude=target -c pom.xml mvnw .mvn "${MODULES[@]}" | tar -xC "$WORK"
  run env -C "$WORK" ./mvnw -B -q -T 2 package -Dmaven.test.skip || die "the jars do not build elsewhere"
  while read -r jar; do
    cmp "$WORK/$jar" "$ROOT/$jar" || die "two builds of ${jar##*/} differ"
    count=$((count + 1))
  done < <(cd "$WORK" && find "${MODULES[@]/%//target}" -maxdepth 1 -name '*.jar' ! -name '*-tests.jar')
  ((count >= ${#MODULES[@]})) || die "only $count jars were built elsewhere"
  say "$count jars are the same, byte for byte"
}

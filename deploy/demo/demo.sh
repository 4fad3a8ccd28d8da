# shellcheck shell=bash
# ./touchstone demo: a server, five software TPMs, their agents. Read by ../../touchstone, not run.

GOLDEN=(ams-r12-01 ams-r12-02 ams-r12-03 ams-r12-04)
ALTERED=ams-r12-05
HOSTS=("${GOLDEN[@]}" "$ALTERED")
LAB=$ROOT/deploy/lab
# Agents live for half a second: no time for the second compiler or a parallel collector to pay.
AGENT_JVM=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m -Xshare:auto)

demo() {
  local once='' port=0
  while (($#)); do
    case $1 in
      --once) once=1 ;;
      --port) port=${2:?--port needs a number}; shift ;;
      -h | --help) usage; return ;;
      *) die "demo has no option $1: see ./touchstone --help" ;;
    esac
    shift
  done
  say "Touchstone demo: a server and five hosts with software TPMs"
  need swtpm swtpm-tools tpm2-tools libtss2-tcti-swtpm0 jq curl openssl python3 python3-jwt python3-cryptography
  use_jdk
  WORK=$(mktemp -d "${TMPDIR:-/tmp}/touchstone-demo.XXXXXX")
  before_exit() { stop_tpms; }
  start_tpms
  build
  start_server "$port"
  join_tpms
  import_inventory
  each enrol "${HOSTS[@]}"
  capture_golden "${GOLDEN[0]}"
  say "Attesting all five"
  each attest "${HOSTS[@]}"
  print_table
  show_result "${GOLDEN[0]}"
  if [[ $once ]]; then as_expected; else keep_running; fi
}

# --- software TPMs --------------------------------------------------------------

boot_of() { if [[ $1 == "$ALTERED" ]]; then echo altered-cmdline; else echo golden; fi; }

start_tpms() {
  local host
  declare -gA TPM_STARTS=()
  say "Making five software TPMs: four that booted what is golden, one with another kernel command line"
  for host in "${HOSTS[@]}"; do
    mkdir -p "$WORK/tpms/$host"
    spawn "$LAB/software-tpm" start "$WORK/tpms/$host" "$(boot_of "$host")" --parent $$ \
      >"$WORK/tpms/$host.out" 2>&1
    TPM_STARTS[$host]=$!
  done
}

join_tpms() {
  local host
  for host in "${HOSTS[@]}"; do
    join "${TPM_STARTS[$host]}" || die "the TPM of $host did not start: $(<"$WORK/tpms/$host.out")"
  done
}

stop_tpms() {
  local host
  end_children                           # agents first, so that none talks to a TPM that goes
  for host in "${HOSTS[@]}"; do "$LAB/software-tpm" stop "$WORK/tpms/$host" & done
  wait
  # The lab's own watchers look twice a second whether their TPM is still there.
  for _ in {1..20}; do pgrep -f "software-tpm start $WORK" >/dev/null || break; sleep 0.1; done
}

# --- the server -----------------------------------------------------------------

start_server() {
  local ready='' log=$WORK/server.log
  say "Starting the server with its own PostgreSQL"
  # Its standard output says one line when it is ready, and ends if it dies.
  mkfifo "$WORK/ready"
  exec {hold}<>"$WORK/ready"
  spawn java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m -jar "$SERVER" \
    serve --home "$WORK/home" --port "$1" >"$WORK/ready" 2>"$log" </dev/null
  exec {output}<"$WORK/ready" {hold}>&-
  while [[ $ready != 'Touchstone is ready: '* ]]; do
    read -r -t 120 -u "$output" ready || { tail -n 20 "$log" >&2; die "the server did not start"; }
  done
  URL=$(grep -o 'http://[^ ]*' <<<"$ready")
  TOKEN_FILE=$WORK/home/initial-admin-token
  printf 'Authorization: Bearer %s\n' "$(<"$TOKEN_FILE")" | install -m 600 /dev/stdin "$WORK/authorization"
  say "The server answers at $URL"
}

# api METHOD PATH [JSON]: the answer, or the reason why not.
api() {
  local answer status
  answer=$(curl -sS --max-time 60 -X "$1" -H "@$WORK/authorization" -H 'Content-Type: application/json' \
    ${3+--data-binary "$3"} -w '\n%{http_code}' "$URL/api/v1/$2") || die "$1 /api/v1/$2 got no answer"
  status=${answer##*$'\n'} answer=${answer%$'\n'*}
  [[ $status == 2* ]] || die "$1 /api/v1/$2 was refused ($status): $(jq -r '.detail? // .' <<<"$answer")"
  printf '%s' "$answer"
}

# The software TPMs' maker is a CA made just now: trusted because we say so, like any lab's.
import_inventory() {
  say "Trusting their maker and pinning their endorsement keys"
  api POST trust-anchors "$(jq -n --rawfile pem "$WORK/tpms/ca/bundle.pem" \
    '{pem: $pem, acceptUnrecognised: true}')" >/dev/null
  api PUT inventory "$(for host in "${HOSTS[@]}"; do
    jq -n --arg host "$host" --arg ek "$(<"$WORK/tpms/$host/ek-sha256")" '{ek: $ek, host: $host, labels: {site: "ams"}}'
  done | jq -s .)" >/dev/null
}

# --- the hosts ------------------------------------------------------------------

tpm_of() { echo "swtpm:host=127.0.0.1,port=$(cut -d: -f2 "$WORK/tpms/$1/address")"; }

agent_options() {
  printf '%s\n' --state-dir "$WORK/agents/$1" --tpm "$(tpm_of "$1")" \
    --firmware-log "$LAB/boots/$(boot_of "$1")/firmware.log" --userspace-log "$WORK/none" \
    --ima-log "$LAB/boots/$(boot_of "$1")/ima.bin"
}

# start_agent COMMAND HOST [OPTION...]: in the background, its words in agents/HOST.log.
start_agent() {
  local command=$1 host=$2 options
  shift 2
  mapfile -t options < <(agent_options "$host")
  mkdir -p "$WORK/agents"
  spawn java "${AGENT_JVM[@]}" -jar "$AGENT" "$command" "${options[@]}" "$@" >>"$WORK/agents/$host.log" 2>&1
}

enrol() { start_agent enroll "$1" --server "$URL" --host "$1"; }

attest() { start_agent attest "$1" --once; }

# each enrol|attest HOST...: two at a time, for each starts a JVM. 10 means attested, but not TRUSTED.
each() {
  local what=$1 host other status
  shift
  if [[ $what == enrol ]]; then say "Enrolling ${#} hosts"; fi
  declare -A under_way=()
  for host in "$@" ''; do
    if ((${#under_way[@]} == 2)) || [[ ! $host ]]; then
      for other in "${!under_way[@]}"; do
        status=0
        join "${under_way[$other]}" || status=$?
        [[ $status == 0 || $status == 10 ]] || die "$other could not $what: $(tail -n 3 "$WORK/agents/$other.log")"
      done
      under_way=()
    fi
    if [[ $host ]]; then "$what" "$host"; under_way[$host]=$!; fi
  done
}

capture_golden() {
  local attestation
  say "Capturing golden measurements from $1, proposing and approving them"
  each attest "$1"
  attestation=$(api GET hosts | jq -er --arg host "$1" '.hosts[] | select(.host == $host).attestation') ||
    die "$1 has no attestation"
  api POST reference-sets "$(jq -n --arg attestation "$attestation" \
    '{name: "demo", captureFrom: $attestation, selector: {site: "ams"}}')" >/dev/null
  api POST reference-sets/demo/versions/1/proposal '{}' >/dev/null
  api POST reference-sets/demo/versions/1/approval '{}' >/dev/null
}

# --- telling the outcome ----------------------------------------------------------

# outcome: a line per host: name, state, verdict, first reason, separated by tabs.
outcome() {
  local hosts
  hosts=$(api GET hosts)
  jq -r '.hosts[] | [.host, .state, .verdict, .attestation] | @tsv' <<<"$hosts" | sort |
    while IFS=$'\t' read -r host state verdict attestation; do
      reason=$(api GET "attestations/$attestation" | jq -r '.reasons[0].summary // ""')
      printf '%s\t%s\t%s\t%s\n' "$host" "$state" "$verdict" "$reason"
    done
}

print_table() {
  local host state verdict reason colour
  outcome >"$WORK/outcome"
  printf '\n%s%-12s %-8s %-9s %s%s\n' "$BOLD" HOST STATE VERDICT 'FIRST REASON' "$PLAIN"
  while IFS=$'\t' read -r host state verdict reason; do
    case $verdict in TRUSTED) colour=$GREEN ;; REJECTED) colour=$RED ;; *) colour=$YELLOW ;; esac
    printf '%-12s %-8s %s%-9s%s %s\n' "$host" "$state" "$colour" "$verdict" "$PLAIN" "$reason"
  done <"$WORK/outcome"
  printf '\n'
}

# show_result HOST: its signed result, checked by PyJWT with nothing but the keys the server publishes.
show_result() {
  local result verified
  result=$(api POST results "$(jq -n --arg host "$(id_of "$1")" '{host: $host, audience: ["demo"]}')" | jq -er .result)
  printf '%sRESULT%s of %s, for whoever relies on it:\n%s\n\n' "$BOLD" "$PLAIN" "$1" "$result"
  verified=$(/usr/bin/python3 "$ROOT/deploy/examples/verify-result.py" --keys "$URL/.well-known/jwks.json" \
    touchstone demo "$result") || die "PyJWT does not believe the result"
  [[ $verified == *' affirming' ]] || die "the result of $1 should be affirming: $verified"
  printf '%sPyJWT%s checked it by the published keys: %s\n\n' "$BOLD" "$PLAIN" "$verified"
}

# Four TRUSTED, and the altered one DRIFTED by its kernel command line; anything else fails.
as_expected() {
  local trusted
  trusted=$(grep -c $'\tACTIVE\tTRUSTED\t$' "$WORK/outcome" || true)
  [[ $trusted == "${#GOLDEN[@]}" ]] || die "expected ${#GOLDEN[@]} TRUSTED hosts, got $trusted"
  grep -qi "^$ALTERED"$'\tACTIVE\tDRIFTED\t.*command line' "$WORK/outcome" ||
    die "expected $ALTERED to be DRIFTED by its kernel command line"
  say "As it should be: ${#GOLDEN[@]} TRUSTED, 1 DRIFTED by its kernel command line"
}

keep_running() {
  local host
  for host in "${HOSTS[@]}"; do start_agent run "$host"; done
  cat <<TEXT
${BOLD}Dashboard${PLAIN}    $URL
${BOLD}Admin token${PLAIN}  $TOKEN_FILE   (sign in with its content)

In another terminal:

  TOKEN=\$(cat $TOKEN_FILE)

  # May this host in?
  curl -sH "Authorization: Bearer \$TOKEN" $URL/api/v1/admission/$(id_of "$ALTERED") | jq 'del(.result)'

  # All hosts and their verdicts
  curl -sH "Authorization: Bearer \$TOKEN" $URL/api/v1/hosts | jq -r '.hosts[] | [.host, .verdict] | @tsv'

  # What the agent knows
  $ROOT/touchstone agent status --state-dir $WORK/agents/$ALTERED --tpm $(tpm_of "$ALTERED")

The agents go on attesting. Ctrl-C ends everything and removes $WORK.
TEXT
  wait -n "${!CHILDREN[@]}" || true
  tail -n 5 "$WORK/server.log" "$WORK"/agents/*.log >&2
  die "a part of the demo ended by itself"
}

id_of() { api GET hosts | jq -r --arg host "$1" '.hosts[] | select(.host == $host).id'; }

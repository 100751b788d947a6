#!/usr/bin/env bash
# What the GitHub Action runs: annotations of new findings, and one comment on the pull request that is kept up to date.
# Reads HITRATE_PATHS, HITRATE_BASE, HITRATE_FAIL_ON, HITRATE_COMMENT, GH_TOKEN and the variables of the runner.
# HITRATE_PROGRAM is the command line's bundle, default the one beside this script or the package of the same version.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
marker='<!-- hitrate -->'
read -ra paths <<<"${HITRATE_PATHS:-.}"
fail_on=${HITRATE_FAIL_ON:-information}

fail() {
  echo "::error title=Hitrate::$1"
  exit 2
}

hitrate() {
  local program=${HITRATE_PROGRAM:-$here/dist/cli.js}
  if [ -f "$program" ]; then
    node "$program" "$@"
  else
    npx --yes "hitrate@$(node -p "require('$here/package.json').version")" "$@"
  fi
}

command -v node >/dev/null || fail 'Node 20.20 or newer is needed.'

base=${HITRATE_BASE:-}
if [ -z "$base" ]; then
  [ -n "${GITHUB_BASE_REF:-}" ] || fail 'There is nothing to compare with: give base, or run on pull requests.'
  base=origin/$GITHUB_BASE_REF
fi
if ! git rev-parse --verify --quiet "$base^{commit}" >/dev/null; then
  # A shallow checkout has the pull request alone.
  git fetch --quiet --depth=1 origin "+${base#origin/}:refs/remotes/origin/${base#origin/}" ||
    fail "There is no $base. Check out with fetch-depth: 0, or give another base."
fi

status=0
level=()
[ "$fail_on" = never ] || level=(--fail-on "$fail_on")
hitrate check --diff "$base" --format github "${level[@]}" -- "${paths[@]}" || status=$?
[ "$status" -le 1 ] || exit "$status"

comment=$(mktemp)
trap 'rm -f "$comment"' EXIT
{
  echo "$marker"
  hitrate review --diff "$base" -- "${paths[@]}" || [ $? -eq 1 ]
} >"$comment"
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$comment" >>"$GITHUB_STEP_SUMMARY"

number=
if [[ ${GITHUB_REF:-} =~ ^refs/pull/([0-9]+)/ ]]; then number=${BASH_REMATCH[1]}; fi
if [ "${HITRATE_COMMENT:-true}" = true ] && [ -n "$number" ]; then
  comments=repos/$GITHUB_REPOSITORY/issues/$number/comments
  # A pull request from a fork may not write comments: what it brings stands in the summary all the same.
  {
    id=$(gh api --paginate "$comments" --jq "[.[] | select(.body | startswith(\"$marker\")) | .id][0] // empty" | head -n 1) &&
      if [ -n "$id" ]; then
        gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$comment"
      else
        gh api --silent --method POST "$comments" --field "body=@$comment"
      fi
  } || echo '::notice title=Hitrate::The comment could not be written; the report stands in the summary of the job.'
fi

[ "$fail_on" = never ] && exit 0
exit "$status"

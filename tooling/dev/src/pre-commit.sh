#!/bin/sh
# Format and lint what is staged, then check the types of what it touches. pnpm need not be installed.
set -e
node_modules/.bin/biome check --write --staged --files-ignore-unknown=true --no-errors-on-unmatched
git update-index --again
pnpm_version=$(node -p "require('./package.json').packageManager.split('@')[1]")
TURBO_TELEMETRY_DISABLED=1 DO_NOT_TRACK=1 npx -y "pnpm@$pnpm_version" exec turbo run typecheck --affected --output-logs=errors-only

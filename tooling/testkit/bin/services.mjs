#!/usr/bin/env node
// `pnpm services`: install what the tests need.
import { installServices } from '../src/install/install-services.mjs'

installServices({ args: process.argv.slice(2) })

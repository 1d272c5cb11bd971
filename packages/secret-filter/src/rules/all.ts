import { clouds } from './clouds.js'
import { commerce } from './commerce.js'
import { forges } from './forges.js'
import { infrastructure } from './infrastructure.js'
import { messaging } from './messaging.js'
import { models } from './models.js'
import { monitoring } from './monitoring.js'
import { registries } from './registries.js'
import type { TokenRule } from './rule.js'
import { workplace } from './workplace.js'

/** Every token that its own shape gives away. Made when asked for: most short texts need none of them. */
export const tokenRules = (): readonly TokenRule[] => [
  ...clouds(),
  ...forges(),
  ...registries(),
  ...models(),
  ...infrastructure(),
  ...messaging(),
  ...commerce(),
  ...monitoring(),
  ...workplace(),
]

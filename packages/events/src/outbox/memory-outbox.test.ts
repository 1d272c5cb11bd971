import { outboxSuite } from '../../test/outbox-suite.js'
import { createMemoryOutbox } from './memory-outbox.js'

outboxSuite('memory', createMemoryOutbox)

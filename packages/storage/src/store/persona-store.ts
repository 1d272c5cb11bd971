import type { IdGenerator } from '@engawa/core'
import type { ListOptions, Page } from '../chat-store.js'
import type { Persona, PersonaOwner, PersonaStore } from '../entities/persona.js'
import { checkOrder } from '../input/check-page.js'
import { checkNewPersona, checkOwner, checkPersonaChange, checkPersonaId } from '../input/check-persona.js'
import { decodeCursor, encodeCursor, foreignCursor } from '../listing/cursor.js'
import { PagedListing } from '../listing/listing.js'
import { expectedIn } from './entity-verbs.js'
import { personaKey } from './persona-key.js'
import type { Records } from './records.js'

export function personaStore(records: Records<Persona>, newId: IdGenerator): PersonaStore {
  const keyOf = (id: string, owner: PersonaOwner = {}) => {
    return personaKey(checkPersonaId(id, 'id'), checkOwner(owner).userId)
  }

  return {
    create: async (given) => {
      const { id = newId(), userId, ...body } = checkNewPersona(given)
      return records.create({ id: personaKey(id, userId), owner: userId ?? '', body: { ...body } })
    },
    get: async (id, owner = {}) => {
      const own = await records.get(keyOf(id, owner))
      return own ?? (owner.userId === undefined ? undefined : records.get(keyOf(id)))
    },
    list: (options = {}) => new PagedListing((after) => personaPage(records, options, after), options.after),
    update: async (id, change, owner) => {
      const checked = checkPersonaChange(change)
      const merge = ({ body }: { readonly body: object }) => ({ body: { ...body, ...checked } })
      return records.change(keyOf(id, owner), expectedIn(change), merge, id)
    },
    delete: async (id, owner) => {
      await records.setDeleted(keyOf(id, owner), true, id)
    },
    restore: async (id, owner) => records.setDeleted(keyOf(id, owner), false, id),
    purge: async (id, owner) => records.purge(keyOf(id, owner)),
    history: (id, options = {}) => {
      const { userId, ...page } = options
      return records.history(() => keyOf(id, userId === undefined ? {} : { userId }), page)
    },
  }
}

/** A page of the user's own, or behind the last of them one of the global ones. */
async function personaPage(
  records: Records<Persona>,
  options: ListOptions & PersonaOwner,
  after: string | undefined,
): Promise<Page<Persona>> {
  const { userId } = checkOwner(options)
  const listing = `personas-${checkOrder(options.order, 'asc')}`
  const place = after === undefined ? [userId ?? ''] : decodeCursor(listing, after)
  const [owner, inner] = place
  if (typeof owner !== 'string' || (inner !== undefined && typeof inner !== 'string')) throw foreignCursor()
  const { after: _, ...rest } = options
  const page = await records.list(() => ({ owner }), { ...rest, ...(inner === undefined ? {} : { after: inner }) })
  if (owner !== '') {
    const next = page.nextCursor === undefined ? [''] : [owner, page.nextCursor]
    return { items: page.items, nextCursor: encodeCursor(listing, next) }
  }
  const items = userId === undefined ? page.items : await notHidden(records, page.items, userId)
  return page.nextCursor === undefined
    ? { items }
    : { items, nextCursor: encodeCursor(listing, [owner, page.nextCursor]) }
}

/** Those that the user has no persona of the same id for. */
async function notHidden(records: Records<Persona>, globals: readonly Persona[], userId: string): Promise<Persona[]> {
  const own = await Promise.all(globals.map(({ id }) => records.get(personaKey(id, userId))))
  return globals.filter((_, index) => own[index] === undefined)
}

/** Whose a session is when nobody said. */
export const localUser = 'local'

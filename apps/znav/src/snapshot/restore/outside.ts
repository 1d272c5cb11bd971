type Environment = Readonly<Record<string, string | undefined>>

/** Inside of Zellij it refuses to attach: it is told nothing of where this command runs. */
export function outsideOfZellij(env: Environment): Environment {
  const { ZELLIJ: _inside, ZELLIJ_SESSION_NAME: _session, ZELLIJ_PANE_ID: _pane, ...outside } = env
  return outside
}

/** The sun over the boards of a veranda. */
export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <circle cx="21" cy="11" r="4.5" className="brand-sun" />
        <path d="M4 19h24M4 23.5h24M4 28h24" className="brand-boards" />
      </svg>
      <span className="brand-name">Behind the Sena</span>
    </span>
  )
}

/** The first sight of an empty room. */
export function Welcome() {
  return (
    <div className="welcome">
      <Veranda />
      <h1>What is on your mind?</h1>
      <p>What you write stays on this machine. Sena remembers it, and shows how it comes to each answer.</p>
    </div>
  )
}

/** The sun behind two hills, seen from under the eaves. */
function Veranda() {
  return (
    <svg className="veranda" viewBox="0 0 240 120" aria-hidden="true" focusable="false">
      <circle className="veranda-sun" cx="158" cy="44" r="19" />
      <path className="veranda-far" d="M22 84C60 50 92 58 122 70s60-16 96 4v14H22z" />
      <path className="veranda-near" d="M22 88c30-14 62-16 92-8s74-2 104 8z" />
      <path
        className="veranda-wood"
        d="M8 14h224M22 14v76M218 14v76M4 92h232M0 102h240M0 112h240M72 92v10M168 102v10M120 102v10M200 92v10"
      />
    </svg>
  )
}

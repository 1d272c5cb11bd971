import { useState } from 'react'
import { MoonIcon, SunIcon } from '../elements/icons.js'
import { chooseTheme, currentTheme } from './theme.js'

export function ThemeToggle() {
  const [theme, setTheme] = useState(currentTheme)
  const other = theme === 'dark' ? 'light' : 'dark'
  const toggle = () => {
    chooseTheme(other)
    setTheme(other)
  }
  return (
    <button type="button" className="icon-button" onClick={toggle} aria-label={`Use the ${other} theme`}>
      {theme === 'dark' ? <SunIcon /> : <MoonIcon />}
    </button>
  )
}

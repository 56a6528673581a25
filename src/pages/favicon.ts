/** A masthead between two rules. */
export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="4" fill="#1d1d1b"/>
<path d="M5 7h22M5 25h22" stroke="#f4efe6" stroke-width="2"/>
<path d="M8 21V11l8 8 8-8v10" fill="none" stroke="#f4efe6" stroke-width="3"/>
</svg>
`

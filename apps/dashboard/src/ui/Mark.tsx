/** The mark: one line that loops once. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" className="text-accent" aria-hidden="true">
      <path
        d="M2 17h7.5c4.2 0 6.5-2.6 6.5-5.8S14 6 12 6s-4 2-4 5.2 2.3 5.8 6.5 5.8H22"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
    </svg>
  )
}

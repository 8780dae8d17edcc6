type Props = { label: string; isChecked: boolean; onChange: (isChecked: boolean) => void }

/** A box to tick. Its label is spoken; what it belongs to stands beside it. */
export function Checkbox({ label, isChecked, onChange }: Props) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={isChecked}
      onChange={(event) => onChange(event.target.checked)}
      className="size-4 accent-accent"
    />
  )
}

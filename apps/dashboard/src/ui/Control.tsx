import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

/**
 * Fields of a longer form: a label, a line of help, and what is wrong, which a screen reader hears with the
 * field. `Field` is the plain one.
 */

type Labelled = { label: string; note?: string | null; hint?: string | null; error?: string | null }
type Change = { value: string; onChange: (value: string) => void }
type Props = Labelled & Change

const LOOK = cx(
  'rounded-md border bg-raised px-3 outline-offset-0 placeholder:text-faint pointer-coarse:text-lg',
  'disabled:opacity-60',
)
const ONE_LINE = 'h-9 pointer-coarse:h-11'

/** The names that tie label, help and error to the control. */
type Ties = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true; className: string }

function Control({ label, note, hint, error, children }: Labelled & { children: (ties: Ties) => ReactNode }) {
  const id = useId()
  const describedBy = cx(hint && `${id}-hint`, error && `${id}-error`)
  const ties: Ties = { id, className: cx(LOOK, error ? 'border-fail' : 'border-control') }
  if (describedBy) ties['aria-describedby'] = describedBy
  if (error) ties['aria-invalid'] = true
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="flex flex-wrap items-baseline gap-x-2 text-sm font-medium">
        {label}
        {note && <span className="text-xs font-normal text-muted">{note}</span>}
      </label>
      {children(ties)}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-xs text-fail">
          {error}
        </p>
      )}
    </div>
  )
}

type LineProps = Props &
  Pick<
    ComponentProps<'input'>,
    'type' | 'inputMode' | 'placeholder' | 'autoFocus' | 'disabled' | 'min' | 'max' | 'required' | 'maxLength'
  > & { options?: readonly string[] }

/**
 * One line, with `options` to choose from besides. A password is never offered by the browser: it is no
 * person's.
 */
export function LineControl({ label, note, hint, error, onChange, options, ...input }: LineProps) {
  const list = useId()
  return (
    <Control {...{ label, note, hint, error }}>
      {({ className, ...ties }) => (
        <>
          <input
            {...ties}
            {...input}
            list={options && list}
            autoComplete={input.type === 'password' ? 'new-password' : 'off'}
            spellCheck={false}
            className={`${ONE_LINE} ${className}`}
            onChange={(event) => onChange(event.target.value)}
          />
          {options && (
            <datalist id={list}>
              {options.map((option) => (
                <option key={option} value={option} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Control>
  )
}

/** Several lines, as many as there are. */
export function LinesControl({
  label,
  note,
  hint,
  error,
  onChange,
  isMono = false,
  ...area
}: Props & { isMono?: boolean; disabled?: boolean; placeholder?: string; maxLength?: number }) {
  return (
    <Control {...{ label, note, hint, error }}>
      {({ className, ...ties }) => (
        <textarea
          {...ties}
          {...area}
          rows={3}
          spellCheck={false}
          autoCapitalize={isMono ? 'off' : undefined}
          className={cx(
            className,
            'field-sizing-content max-h-[50vh] min-h-20 resize-y py-2',
            isMono && 'font-mono text-sm',
          )}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Control>
  )
}

type Option = { value: string; label: string; isDisabled?: boolean }
type ChoiceProps = Props & { options: readonly Option[]; disabled?: boolean }

/** One of several. */
export function ChoiceControl({ label, note, hint, error, onChange, options, ...select }: ChoiceProps) {
  return (
    <Control {...{ label, note, hint, error }}>
      {({ className, ...ties }) => (
        <select
          {...ties}
          {...select}
          // A select has 4 px of its own before its text.
          className={cx(className, ONE_LINE, 'pl-2')}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map(({ value, label: text, isDisabled }) => (
            <option key={value} value={value} disabled={isDisabled} className="bg-raised text-ink">
              {text}
            </option>
          ))}
        </select>
      )}
    </Control>
  )
}

type CheckProps = {
  label: string
  detail?: string
  /** What a program calls it. */
  code?: string
  isChecked: boolean
  /** Why it cannot be ticked now; null: it can be. */
  disabledReason?: string | null
  onChange: (isChecked: boolean) => void
}

/** A box to tick. */
export function CheckControl({ label, detail, code, isChecked, disabledReason, onChange }: CheckProps) {
  return (
    <label className="flex items-start gap-2 text-sm pointer-coarse:py-3" title={disabledReason ?? undefined}>
      <input
        type="checkbox"
        checked={isChecked}
        disabled={Boolean(disabledReason)}
        aria-description={disabledReason ?? undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent"
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="flex min-w-0 flex-col">
        {label}
        {detail && <span className="text-xs text-muted">{detail}</span>}
        {code && <span className="font-mono text-xs text-muted">{code}</span>}
      </span>
    </label>
  )
}

/** Boxes under one heading. */
export function CheckGroup({
  label,
  error,
  children,
}: {
  label: string
  error?: string | null
  children: ReactNode
}) {
  return (
    <fieldset
      className="flex flex-col gap-2 outline-offset-4"
      {...(error && { 'data-wrong': true, tabIndex: -1 })}
    >
      <legend className="pb-1 text-sm font-medium">{label}</legend>
      {children}
      {error && (
        <p role="alert" className="text-xs text-fail">
          {error}
        </p>
      )}
    </fieldset>
  )
}

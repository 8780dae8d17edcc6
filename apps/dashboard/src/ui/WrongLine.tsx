/**
 * What is wrong with a part of a form that is no single field; a form that was refused goes there as it goes
 * to a marked field.
 */
export function WrongLine({ children }: { children: string }) {
  return (
    <p role="alert" data-wrong tabIndex={-1} className="text-sm text-fail outline-offset-4">
      {children}
    </p>
  )
}

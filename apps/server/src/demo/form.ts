/** A form that members of the demo org send by hand. */
export function demoForm() {
  return {
    id: '784512369001',
    name: 'Alergias y deseos',
    fields: [
      { name: 'guests', label: '¿Cuántos son?', kind: 'number' as const },
      { name: 'menu', label: 'Menú', kind: 'choice' as const, choices: ['Carne', 'Pescado', 'Vegano'] },
      { name: 'allergies', label: 'Alergias' },
    ],
  }
}

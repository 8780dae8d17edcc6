/** The buttons of templates that can be written here. Without a schema: the form of a template has it too. */
export const TEMPLATE_BUTTON_KINDS = ['quick_reply', 'url', 'phone', 'copy_code'] as const

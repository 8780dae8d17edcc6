/** The English words of what a contact allowed. */
export const permissionEn = {
  title: 'Allowed messages',
  purposes: {
    service: 'answers',
    utility: 'notices',
    authentication: 'codes',
    marketing: 'marketing',
    all: 'messages of any kind',
  },
}

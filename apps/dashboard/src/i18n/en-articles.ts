/** The English words of what articles have beside their text: links, pictures, other languages. */
export const articlesEn = {
  saving: 'Saving…',
  linksError: 'The hosts could not be loaded',
  linksIntro:
    'Answers of AI and articles lead to these hosts alone. A link to any other is shown as its words, so ' +
    'that nothing that somebody wrote into an article or a file can send a contact anywhere.',
  linkHost: 'Host',
  linkHostHint:
    'Such as shop.example, which counts for www.shop.example too; *.shop.example is all below it.',
  addHost: 'Add the host',
  hostsAdded: 'Added',
  noHostsAdded: 'None yet: links lead to the org’s own sites.',
  hostsOwn: 'The org’s own sites',
  noHostsOwn: 'None: there is no source on the web, and no widget on a site.',
  removeHost: (host: string) => `Remove ${host}`,
  linkHostAdded: (host: string) => `Links may lead to ${host} from now on.`,
  foreignLink: (host: string) => `Links to ${host} are shown as words: it is not on the list of the org.`,
  allowHost: 'Allow it',
  addPicture: 'Add a picture',
  addingPicture: 'The picture is on its way…',
  dropPicture: 'Drop pictures here',
  pictureGone: 'the picture is gone',
  inLanguages: 'Languages',
  addLanguage: 'Add a language',
  missingLanguages: (names: string) => `missing: ${names}`,
  variantOf: (title: string, language: string) =>
    `This is “${title}” (${language}) in another language. Its text is there to be translated.`,
  outdated: 'outdated',
  outdatedHint: 'The article that it was written from was published anew since',
  firstChanged: (language: string) =>
    `The article that this one was written from (${language}) changed since:`,
  follow: 'It is up to date',
  followed: 'It counts as up to date until the other one changes again.',
  isOtherLanguage: (language: string) => `Also in ${language}`,
}

declare module 'snowball-stemmers' {
  type Stemmer = { stem(word: string): string }
  const snowball: { newStemmer(algorithm: 'english' | 'spanish' | 'portuguese'): Stemmer }
  export default snowball
}

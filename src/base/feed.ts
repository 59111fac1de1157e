/** From whoever knows something to whoever wants to hear it. */
export class Feed<News> {
  readonly #hearers = new Set<(news: News) => void>();

  tell(news: News): void {
    for (const hear of this.#hearers) hear(news);
  }

  /** Returns how to stop. */
  watch(hear: (news: News) => void): () => void {
    this.#hearers.add(hear);
    return () => void this.#hearers.delete(hear);
  }
}

/** Quick picks and the status bar draw `$(name)` as an icon: in text that others wrote it stays text. */
export const withoutIcons = (text: string): string => text.replaceAll('$(', '$\u200b(');

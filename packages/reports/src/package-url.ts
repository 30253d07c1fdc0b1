/** A package-url of PyPI, whose names are compared small and with dashes (package-url/purl-spec, types). */
export const pypiUrl = (name: string, version: string): string =>
  `pkg:pypi/${encoded(name.toLowerCase().replaceAll("_", "-"))}@${encoded(version)}`;

/** Of a model of the Hugging Face hub, `organisation/name`. */
export const hubUrl = (id: string): string => `pkg:huggingface/${id.split("/").map(encoded).join("/")}`;

/** Half a surrogate pair has no form in a URL. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

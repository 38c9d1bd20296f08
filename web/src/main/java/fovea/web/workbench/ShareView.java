package fovea.web.workbench;

/** A network to take along: a link that holds it, its document, and where to download that. */
public record ShareView(String link, String document, String download) {}

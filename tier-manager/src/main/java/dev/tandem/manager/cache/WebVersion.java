// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import java.net.URI;

/**
 * Something on the web at one time.
 *
 * @param url where it is
 * @param validator what HTTP says to tell versions of it apart: an entity tag, or the date of the last modification
 */
public record WebVersion(URI url, String validator) {
    /** The same for all versions. The whole URL, which may hold secrets, is in it as a hash only. */
    String identity() {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return "url " + url.getScheme() + "://" + url.getHost() + port + url.getRawPath() + " " + Sealed.name(url.toString());
    }

    String key() {
        return identity() + "\nversion " + validator;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares our bytes with GNU {@code as}: directly where it is installed, else by a digest of what it said. After a change of the table,
 * put the digest that the failure names into {@code EXPECTED}, on a machine where the comparison itself passes.
 */
final class EncodingTest {
    private static final String EXPECTED = "0853b8bd7658d2da";
    private static final Pattern LISTING = Pattern.compile("^ *(\\d+) [0-9a-f]{4,} ([0-9A-F]+)");
    private static final Pattern CONTINUATION = Pattern.compile("^ *(\\d+) {6}([0-9A-F]+)");

    @TempDir
    private Path directory;

    @Test
    void bytesAreThoseThatGnuAsGave() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (EncodingCases.Case each : EncodingCases.all()) {
            digest.update(each.text().getBytes(StandardCharsets.UTF_8));
            digest.update(each.bytes());
        }
        assertEquals(EXPECTED, HexFormat.of().formatHex(digest.digest(), 0, 8));
    }

    @Test
    void bytesAreThoseOfGnuAs() throws Exception {
        assumeTrue(hasAssembler(), "GNU as is not installed");
        List<EncodingCases.Case> cases = EncodingCases.all();
        List<String> theirs = assemble(cases);
        int wrong = 0;
        StringBuilder report = new StringBuilder();
        for (int i = 0; i < cases.size(); i++) {
            String ours = HexFormat.of().withUpperCase().formatHex(cases.get(i).bytes());
            if (!ours.equals(theirs.get(i)) && wrong++ < 40) {
                report.append('\n').append(cases.get(i).text()).append(": ours ").append(ours);
                report.append(", GNU as ").append(theirs.get(i));
            }
        }
        assertEquals(0, wrong, () -> "of " + cases.size() + report);
    }

    private static boolean hasAssembler() throws InterruptedException {
        try {
            return new ProcessBuilder("as", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** The bytes of each case, from the assembler's listing. */
    private List<String> assemble(List<EncodingCases.Case> cases) throws IOException, InterruptedException {
        StringBuilder source = new StringBuilder(".intel_syntax noprefix\n");
        for (EncodingCases.Case each : cases) {
            source.append(each.text()).append('\n');
        }
        Path file = Files.writeString(directory.resolve("cases.s"), source);
        Path listing = directory.resolve("cases.lst");
        Path errors = directory.resolve("errors");
        int exit = new ProcessBuilder("as", "-aln=" + listing, "-o", directory.resolve("cases.o").toString(), file.toString())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        assertEquals(0, exit, () -> readStart(errors));
        List<StringBuilder> bytes = new ArrayList<>();
        cases.forEach(each -> bytes.add(new StringBuilder()));
        for (String line : Files.readAllLines(listing, StandardCharsets.ISO_8859_1)) {
            Matcher matcher = LISTING.matcher(line);
            Matcher more = CONTINUATION.matcher(line);
            Matcher found = matcher.find() ? matcher : more.find() ? more : null;
            if (found != null) {
                bytes.get(Integer.parseInt(found.group(1)) - 2).append(found.group(2));
            }
        }
        return bytes.stream().map(StringBuilder::toString).toList();
    }

    private static String readStart(Path errors) {
        try {
            String text = Files.readString(errors);
            return text.substring(0, Math.min(2000, text.length()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}

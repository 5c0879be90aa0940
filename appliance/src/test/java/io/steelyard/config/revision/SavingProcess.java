package io.steelyard.config.revision;

import io.steelyard.config.revision.Revision.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/**
 * Saves one revision after another for as long as it lives, and says which are saved: a process to be killed. Every tenth
 * is on probation first.
 */
final class SavingProcess {
    private SavingProcess() {}

    /** @param args the configuration file, and a seed */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Random random = new Random(Long.parseLong(args[1]));
        RevisionStore store = RevisionStore.open(file, RevisionStore.directoryOf(file));
        while (true) {
            long number = store.next();
            boolean onProbation = number % 10 == 0;
            Revision revision =
                    new Revision(number, Instant.ofEpochSecond(number), "child", "", Origin.API, null, onProbation);
            store.prepare(revision, text(number, random.nextInt(100_000)), !onProbation)
                    .commit(number);
            if (onProbation) {
                store.confirm(number);
            }
            System.out.println(number);
            System.out.flush();
        }
    }

    /** Valid only when it is whole: the port that tells which one it is stands at the beginning, and the end counts. */
    static String text(long number, int padding) {
        return "admin: { port: " + (1000 + number) + " }\n" + "# \n".repeat(padding / 3) + "virtualServices: []\n";
    }
}

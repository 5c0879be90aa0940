package io.steelyard.appliance;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigProblem;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.config.revision.RevisionStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line. Whatever goes wrong is one plain sentence on the standard error and one of these exit codes; what
 * {@code check} finds is its output, and goes to the standard output.
 */
@Command(
        name = "steelyard",
        description = "A load balancer that says why a server is red.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {HelpCommand.class, RevisionCommands.class})
final class Commands {
    static final int OK = 0;
    static final int CONFIG_PROBLEMS = 1;
    static final int USAGE = 2;
    static final int CANNOT_START = 3;

    static final String CONFIG_HELP = "The configuration file, in YAML.";
    static final String REVISIONS_HELP = "Where its revisions are kept; FILE.revisions where this is left out.";

    private final Start start;
    private final Supplier<ConfigReader> reader;
    private final CommandLine line;

    private Commands(Start start, Supplier<ConfigReader> reader, UnaryOperator<String> passwords) {
        this.start = start;
        this.reader = reader;
        this.line = new CommandLine(this).addSubcommand(new UserCommands(passwords));
    }

    /** The command line, ready to {@link CommandLine#execute}. */
    static CommandLine line(Start start, Supplier<ConfigReader> reader) {
        return line(start, reader, new PasswordPrompt());
    }

    /** @param passwords asks somebody for a password with this prompt */
    static CommandLine line(Start start, Supplier<ConfigReader> reader, UnaryOperator<String> passwords) {
        return new Commands(start, reader, passwords)
                .line
                .setParameterExceptionHandler(Commands::wrongUsage)
                .setExecutionExceptionHandler(Commands::failed);
    }

    @Command(description = "Runs an appliance with a configuration file.")
    int run(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = CONFIG_HELP) Path file,
            @Option(names = "--revisions", paramLabel = "DIRECTORY", description = REVISIONS_HELP) @Nullable
                    Path directory,
            @Option(names = "--access", paramLabel = "DIRECTORY", description = UserCommands.ACCESS_HELP) @Nullable
                    Path access)
            throws CannotStart, InterruptedException {
        StoredConfig.Opening opening = StoredConfig.open(file, revisions(file, directory), reader.get());
        if (opening instanceof StoredConfig.Unusable unusable) {
            print(unusable.problems(), line.getErr());
            return CONFIG_PROBLEMS;
        }
        start.run(((StoredConfig.Opened) opening).stored().withAccess(access), line.getOut());
        return OK;
    }

    static Path revisions(Path file, @Nullable Path directory) {
        return directory == null ? RevisionStore.directoryOf(file) : directory;
    }

    @Command(description = "Runs an appliance in front of three real servers of its own, to try things on.")
    int demo() throws CannotStart, InterruptedException {
        start.demo(line.getOut());
        return OK;
    }

    @Command(
            name = "self-test",
            description = "Starts the demo on free ports, asks it what it should answer, and ends it.")
    int selfTest() throws CannotStart, InterruptedException {
        start.selfTest(line.getOut());
        return OK;
    }

    @Command(description = "Says whether a configuration file is valid, and everything that is wrong with it.")
    int check(@Option(names = "--config", required = true, paramLabel = "FILE", description = CONFIG_HELP) Path file) {
        ConfigReading reading = reader.get().read(file);
        if (reading instanceof ConfigReading.Invalid invalid) {
            print(invalid.problems(), line.getOut());
            return CONFIG_PROBLEMS;
        }
        line.getOut().println(file + " is valid: " + summary(((ConfigReading.Valid) reading).config()));
        return OK;
    }

    @Command(description = "Prints the version of Steelyard and of the JVM it runs on.")
    int version() {
        line.getOut().println("steelyard " + ownVersion() + ", Java " + Runtime.version());
        return OK;
    }

    private static void print(List<ConfigProblem> problems, PrintWriter to) {
        problems.forEach(to::println);
        to.flush();
    }

    private static String summary(ApplianceConfig config) {
        return count(config.virtualServices().size(), "virtual service") + ", "
                + count(sum(config, service -> service.realServers().size()), "real server") + ", "
                + count(sum(config, service -> service.healthChecks().size()), "health check");
    }

    private static int sum(ApplianceConfig config, ToIntFunction<VirtualServiceConfig> what) {
        return config.virtualServices().stream().mapToInt(what).sum();
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    static String ownVersion() {
        try (InputStream in = Commands.class.getResourceAsStream("version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static int wrongUsage(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        CommandSpec spec = command.getCommandSpec();
        PrintWriter err = command.getErr();
        err.println("steelyard: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try 'steelyard help" + (spec.parent() == null ? "" : " " + spec.name()) + "'.");
        return USAGE;
    }

    private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        LoggerFactory.getLogger(Commands.class).debug("The command ended by an exception", cause);
        if (cause instanceof CannotStart || cause instanceof IllegalStateException) {
            command.getErr().println("steelyard: " + cause.getMessage());
        } else {
            command.getErr()
                    .println("steelyard: this should not have happened: " + cause
                            + " (the JVM flag -Dsteelyard.log=DEBUG shows where)");
        }
        return CANNOT_START;
    }
}

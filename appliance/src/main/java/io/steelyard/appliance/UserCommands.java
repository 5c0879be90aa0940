package io.steelyard.appliance;

import io.steelyard.admin.access.Accounts;
import io.steelyard.admin.access.Accounts.Edit;
import io.steelyard.admin.access.Book.Not;
import io.steelyard.admin.access.Passwords;
import io.steelyard.admin.access.Role;
import io.steelyard.admin.access.User;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Users by the command line: for when nobody can log on any more, and for those who set machines up by scripts. An
 * appliance that runs notices a change within seconds. A password is asked for, or is the standard input's first line;
 * never an argument, which every user of the machine could see.
 */
@Command(
        name = "users",
        description = "Lists, adds and removes those who may log on, and gives them passwords.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
final class UserCommands implements Runnable {
    private static final String CONFIG_HELP = "The appliance's configuration file.";
    static final String ACCESS_HELP = "Where its users are kept; FILE.access where this is left out.";
    private static final String NAME_HELP = "The user's name.";
    private static final String ROLE_HELP = "viewer, operator or administrator.";

    private final UnaryOperator<String> passwords;

    @Spec
    private @Nullable CommandSpec spec;

    /** @param passwords asks somebody for a password with this prompt */
    UserCommands(UnaryOperator<String> passwords) {
        this.passwords = passwords;
    }

    /** Without a command after it. */
    @Override
    public void run() {
        throw wrong("say what is to be done: add, password, list or remove");
    }

    @Command(description = "Adds a user; asks for the password, or reads it from the standard input.")
    int add(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = CONFIG_HELP) Path file,
            @Option(names = "--access", paramLabel = "DIRECTORY", description = ACCESS_HELP) @Nullable Path directory,
            @Option(names = "--role", defaultValue = "administrator", description = ROLE_HELP) String role,
            @Parameters(paramLabel = "NAME", description = NAME_HELP) String name)
            throws CannotStart {
        Role given = Role.of(role);
        if (given == null) {
            throw wrong("--role: '" + role + "' is none, there are viewer, operator and administrator");
        }
        String hash = hash(name);
        change(file, directory, book -> book.adding(new User(name, given, false, hash)));
        return said("User " + name + " is " + given.word() + ".");
    }

    @Command(description = "Gives a user another password, which ends all log-ons of that user.")
    int password(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = CONFIG_HELP) Path file,
            @Option(names = "--access", paramLabel = "DIRECTORY", description = ACCESS_HELP) @Nullable Path directory,
            @Parameters(paramLabel = "NAME", description = NAME_HELP) String name)
            throws CannotStart {
        if (accounts(file, directory).book().user(name) == null) {
            throw new CannotStart("There is no user '" + name + "'.");
        }
        String hash = hash(name);
        change(file, directory, book -> book.withPassword(name, hash));
        return said("User " + name + " has another password.");
    }

    @Command(description = "Lists the users.")
    int list(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = CONFIG_HELP) Path file,
            @Option(names = "--access", paramLabel = "DIRECTORY", description = ACCESS_HELP) @Nullable Path directory)
            throws CannotStart {
        accounts(file, directory).book().users().forEach(user -> out().println(user));
        out().flush();
        return Commands.OK;
    }

    @Command(description = "Removes a user, but not the last administrator.")
    int remove(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = CONFIG_HELP) Path file,
            @Option(names = "--access", paramLabel = "DIRECTORY", description = ACCESS_HELP) @Nullable Path directory,
            @Parameters(paramLabel = "NAME", description = NAME_HELP) String name)
            throws CannotStart {
        change(file, directory, book -> book.withoutUser(name));
        return said("User " + name + " is removed.");
    }

    private String hash(String name) {
        if (!User.isName(name)) {
            throw wrong("'" + name + "' is no name: a user's name has " + User.NAME_RULE);
        }
        String password = passwords.apply("Password for " + name + ": ");
        String problem = Passwords.problem(name, password);
        if (problem != null) {
            throw wrong(problem);
        }
        return Passwords.hash(password);
    }

    private static void change(Path file, @Nullable Path directory, Edit edit) throws CannotStart {
        if (accounts(file, directory).change(edit) instanceof Not not) {
            throw new CannotStart(not.sentence());
        }
    }

    /** A mistyped file name must not make users that no appliance ever looks at. */
    private static Accounts accounts(Path file, @Nullable Path directory) throws CannotStart {
        if (directory == null && !Files.exists(file)) {
            throw new CannotStart("there is no file " + file);
        }
        Accounts accounts = Accounts.in(directory == null ? StoredConfig.accessOf(file) : directory);
        if (accounts.problem() != null) {
            throw new CannotStart(accounts.problem());
        }
        return accounts;
    }

    private int said(String sentence) {
        out().println(sentence);
        out().flush();
        return Commands.OK;
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec().commandLine(), sentence);
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("a command that was never parsed");
        }
        return spec;
    }
}

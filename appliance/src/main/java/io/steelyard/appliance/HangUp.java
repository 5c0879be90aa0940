package io.steelyard.appliance;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * SIGHUP, as something to listen to. Java's one way to hear of a signal is {@code sun.misc.Signal}, in the module
 * jdk.unsupported of every JDK since 9. The compiler warns of it in a way that nothing turns off, so that it can't be
 * named in a build that takes no warnings; it is looked up instead, here and nowhere else.
 */
final class HangUp {
    private HangUp() {}

    /**
     * Runs this on every SIGHUP from now on, on a thread of the JVM's.
     *
     * @throws UnsupportedOperationException where the signal is not to be had, such as on Windows
     */
    static void listen(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler run = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                }
                return null;
            };
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance("HUP"),
                            Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, run));
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("this JVM does not tell of SIGHUP", e);
        }
    }
}

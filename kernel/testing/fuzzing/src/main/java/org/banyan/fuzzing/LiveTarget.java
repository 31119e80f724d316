package org.banyan.fuzzing;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What Jazzer calls in a live run; it finds both methods by name. The target comes as the argument {@code <class>#<method>}. */
public final class LiveTarget {
    private static final AtomicReference<@Nullable MethodHandle> TARGET = new AtomicReference<>();

    private LiveTarget() {}

    public static void fuzzerInitialize(String[] arguments) throws ReflectiveOperationException {
        String[] target = arguments[0].split("#", 2);
        Class<?> test = Class.forName(target[0]);
        Constructor<?> constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method method = test.getDeclaredMethod(target[1], byte[].class);
        method.setAccessible(true);
        TARGET.set(MethodHandles.lookup().unreflect(method).bindTo(constructor.newInstance()));
    }

    public static void fuzzerTestOneInput(byte[] input) throws Throwable {
        MethodHandle target = TARGET.get();
        if (target == null) {
            throw new IllegalStateException("the live run was not initialized with a target");
        }
        if (!isWithinBudget(target, input)) {
            // the first time, loading and instrumenting classes costs more than judging the input does
            Budget budget = Budget.start();
            target.invoke(input);
            budget.check();
        }
    }

    private static boolean isWithinBudget(MethodHandle target, byte[] input) throws Throwable {
        Budget budget = Budget.start();
        target.invoke(input);
        return budget.holds();
    }
}

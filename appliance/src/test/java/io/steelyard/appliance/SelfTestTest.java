package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SelfTestTest {
    @Test
    void the_demo_works_on_free_ports_and_leaves_nothing_behind() throws CannotStart {
        StringWriter out = new StringWriter();

        SelfTest.run(new PrintWriter(out));

        assertThat(out.toString()).startsWith("It works here");
    }
}

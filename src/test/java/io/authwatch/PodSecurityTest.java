package io.authwatch;

import static io.authwatch.BaseManifests.OBJECTS;
import static io.authwatch.BaseManifests.POD;
import static io.authwatch.BaseManifests.RENDERED;
import static io.authwatch.BaseManifests.STATEFUL_SET;
import static io.authwatch.BaseManifests.containers;
import static io.authwatch.BaseManifests.mount;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.authwatch.testkit.Manifests;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the restricted pod security profile asks for, and what keeps a single replica safe and movable. */
class PodSecurityTest {
    @Test
    void namespace_enforcesTheRestrictedProfile() {
        Map<String, String> labels =
                Manifests.all(OBJECTS, Namespace.class).get(0).getMetadata().getLabels();
        for (String mode : List.of("enforce", "audit", "warn")) {
            assertEquals("restricted", labels.get("pod-security.kubernetes.io/" + mode));
        }
    }

    @Test
    void everyContainer_meetsTheRestrictedProfile() {
        for (Container container : containers()) {
            SecurityContext context = container.getSecurityContext();
            assertEquals(false, context.getAllowPrivilegeEscalation(), container.getName());
            assertEquals(true, context.getReadOnlyRootFilesystem(), container.getName());
            assertEquals(true, context.getRunAsNonRoot(), container.getName());
            assertEquals(List.of("ALL"), context.getCapabilities().getDrop(), container.getName());
            assertEquals("RuntimeDefault", context.getSeccompProfile().getType(), container.getName());
        }
        assertEquals(65532, POD.getSecurityContext().getRunAsUser());
        assertEquals(65532, POD.getSecurityContext().getFsGroup());
        Set<Boolean> allowed = POD.getVolumes().stream()
                .map(volume -> volume.getConfigMap() != null || volume.getEmptyDir() != null)
                .collect(Collectors.toSet());
        assertEquals(Set.of(true), allowed);
    }

    @Test
    void pod_getsNeitherServiceVariablesNorAToken() {
        assertEquals(false, POD.getEnableServiceLinks());
        assertEquals(false, POD.getAutomountServiceAccountToken());
        assertEquals(1, STATEFUL_SET.getSpec().getReplicas());
    }

    @Test
    void everyImage_hasATagThatStays() {
        for (Container container : containers()) {
            assertTrue(container.getImage().matches(".+:[0-9]+\\.[0-9]+\\.[0-9]+"), container.getImage());
        }
        assertFalse(RENDERED.contains("latest"));
    }

    @Test
    void everyMount_hasItsVolume_andNoneIsASubPath() {
        Set<String> volumes = Stream.concat(
                        POD.getVolumes().stream().map(Volume::getName),
                        STATEFUL_SET.getSpec().getVolumeClaimTemplates().stream()
                                .map(claim -> claim.getMetadata().getName()))
                .collect(Collectors.toSet());
        Set<String> mounted = new HashSet<>();
        for (Container container : containers()) {
            for (VolumeMount mount : container.getVolumeMounts()) {
                assertEquals(null, mount.getSubPath(), mount.getName());
                mounted.add(mount.getName());
            }
        }
        assertEquals(volumes, mounted);
    }

    @Test
    void disruptionBudget_letsANodeBeDrained() {
        PodDisruptionBudget budget =
                Manifests.all(OBJECTS, PodDisruptionBudget.class).get(0);
        assertEquals(1, budget.getSpec().getMaxUnavailable().getIntVal());
        assertEquals(null, budget.getSpec().getMinAvailable());
    }
}

/** The manifests below k8s/, held against Kubernetes' own models and against the program. */
@NullMarked
package io.domostream.loader.kubernetes;

import org.jspecify.annotations.NullMarked;

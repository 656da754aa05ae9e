// allauth's scripts only log what went wrong between browser and device; this says it on the page.
document.addEventListener('allauth.error', (event) => {
  const trouble = document.getElementById('passkey-trouble')
  if (!trouble) return
  event.preventDefault()
  trouble.hidden = false
  const live = document.getElementById('live')
  if (live) live.textContent = trouble.textContent.trim()
})
